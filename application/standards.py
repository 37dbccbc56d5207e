"""The coding standard that a prompt of each SWEA type carries."""

from collections.abc import Callable
from functools import cache

from application.ports.standards import StandardTexts
from application.ports.tokenizer import Tokenizer
from domain.errors import UnknownStandardError
from domain.standards import CompressedStandard, FullStandard, Standard, choose
from domain.templates import SweaType


class Standards:
    """Thread-safe: texts and counts are read once and never change.

    `escalated` gives the SWEA types that need the full form now.
    """

    def __init__(
        self,
        texts: StandardTexts,
        tokenizer: Tokenizer,
        *,
        enable_compressed: bool = True,
        escalated: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._texts = texts
        self._tokenizer = tokenizer
        self._enable_compressed = enable_compressed
        self._escalated = escalated
        self._standard = cache(self._read)

    def get(self, swea_type: str) -> CompressedStandard | FullStandard:
        """The form that goes into prompts now; UnknownStandardError for another SWEA type."""
        standard = self.show(swea_type)
        return choose(
            standard,
            escalated=standard.compressed.swea_type in self._escalated(),
            enable_compressed=self._enable_compressed,
        )

    def show(self, swea_type: str) -> Standard:
        """Both forms; UnknownStandardError for another SWEA type."""
        try:
            known = SweaType(swea_type)
        except ValueError as error:
            raise UnknownStandardError(swea_type, SweaType) from error
        return self._standard(known)

    def list(self) -> tuple[Standard, ...]:
        """All standards with their token counts, in the order of the SWEA types."""
        return tuple(self._standard(swea_type) for swea_type in SweaType)

    def _read(self, swea_type: SweaType) -> Standard:
        compressed, full = self._texts.compressed(swea_type), self._texts.full(swea_type)
        return Standard(
            compressed=CompressedStandard(
                swea_type=swea_type,
                version=compressed.version,
                content=compressed.content,
                token_count=self._tokenizer.count(compressed.content),
                full_standard_path=full.path,
            ),
            full=FullStandard(
                swea_type=swea_type,
                version=full.version,
                content=full.content,
                token_count=self._tokenizer.count(full.content),
            ),
        )
