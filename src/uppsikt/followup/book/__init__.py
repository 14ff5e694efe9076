"""A report's figures: which follow from which, looked up and settled together."""
