"""How well questions of maths are answered: made questions, word problems, hostile input, sequences. See run.py."""
