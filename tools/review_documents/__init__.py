"""Invented reports for the review's tests, each in every format from one Markdown-like source."""
