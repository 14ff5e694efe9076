"""The monthly round: who reports what by when, and the way of a report from open to public."""
