"""A review as its readers meet it: text, JSON and a web page."""
