"""The program that turns the corpus into an index."""
