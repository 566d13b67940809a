"""stub"""
STRANDS = ("runner", "debugger", "explainer", "maths", "recall")
