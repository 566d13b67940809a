"""Example-guided program search: typed bottom-up enumeration, guided by the words of the task."""
