"""The looks of a municipality's documents: kept as versions, of which one is chosen."""
