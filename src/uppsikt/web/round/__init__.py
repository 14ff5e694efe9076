"""The pages of the month's round, and of what its forecasts became."""
