"""Banfa (办法): China's generative-AI rules, answered with pinpoint citations that the program checked."""

__version__ = "0.1.0"
