"""What a report stands on: its facts, and the names its figures have."""
