"""Volt X: code intelligence that runs on your own machine and only claims what it has checked."""

__version__ = "0.1.0"
