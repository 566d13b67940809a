"""Text to frames and back: tokenizer, encoder, decoder, and the stub that needs no weights."""
