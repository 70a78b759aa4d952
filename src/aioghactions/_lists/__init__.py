"""Iterate over lists: which page next, links, time windows, checkpoints."""
