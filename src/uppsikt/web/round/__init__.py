"""The pages of the month's round."""
