"""What was computed is kept, for as long as the database would answer the same."""
