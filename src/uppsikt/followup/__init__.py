"""The monthly round: from stored rows, plans and texts to a report whose figures all agree."""
