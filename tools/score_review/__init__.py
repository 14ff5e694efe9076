"""How well the review does: on invented reports, on labelled ones, and on changed figures."""
