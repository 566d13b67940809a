"""How well the safety analysis tells harmful programs and requests from harmless ones. Nothing harmful is ever run."""
