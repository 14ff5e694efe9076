"""Mail: written in the transaction of what caused it, and sent once by the worker."""
