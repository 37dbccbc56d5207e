"""Token counts with the vocabulary that toktok carries; nothing is downloaded."""

import toktok

ENCODING = "o200k_base"  # of the GPT-4o, 4.1, 5 and o families


class ToktokTokenizer:
    """`application/ports/tokenizer.py`; thread-safe."""

    def count(self, text: str) -> int:
        """Tokens of `text`; words that look like special tokens count as plain text."""
        [count] = toktok.batch_count([text], ENCODING)
        return int(count)
