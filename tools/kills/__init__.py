"""Kills what writes, at random, and looks whether all of it or nothing was done."""
