"""What sentences state: figures, claims of difference, shares and counts, and of whom."""
