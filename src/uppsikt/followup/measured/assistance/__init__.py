"""Social assistance among the measures: households, their causes, and what they were paid."""
