"""The words of Swedish reports: labels, numbers, dates, measures, acts, and what they mean."""
