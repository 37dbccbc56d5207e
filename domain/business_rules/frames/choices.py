"""Closed lists of values, defaults, and types in words."""

from domain.attributes import AttributeType
from domain.business_rules import readers
from domain.business_rules.phrases import IS, LIST, MUST, ONE_OF, X
from domain.business_rules.readers import Frames

_ALLOWED = r"(?:the )?(?:allowed|valid|possible|permitted)"

TABLE: Frames = (
    (
        readers.typed(AttributeType.EMAIL),
        (rf"{X} {IS} (?:valid )?e-?mail(?: address)?", rf"{X} {IS} e-?mail v[áa]lido"),
    ),
    (readers.typed_by_name, (rf"{X} {IS} valid (?P=x)(?: address)?",)),
    (readers.typed(AttributeType.URL), (rf"{X} {IS} (?:valid )?(?:url|web address|link)",)),
    (readers.typed(AttributeType.UUID), (rf"{X} {IS} (?:valid )?uuid",)),
    (readers.typed(AttributeType.INTEGER), (rf"{X} {IS} (?:integer|whole number|inteiro)",)),
    (readers.typed(AttributeType.DATE), (rf"{X} {IS} (?:valid )?(?:date|data)",)),
    (readers.typed(AttributeType.BOOLEAN), (rf"{X} {IS} (?:true or false|yes or no|boolean)",)),
    (
        readers.one_of,
        (
            rf"{X} {IS} {ONE_OF}:? {LIST}",
            rf"{X} {IS} one of:? {LIST}",
            rf"{X} (?:can|may|must) (?:only )?be (?:one of|either|any of):? {LIST}",
            rf"{X} (?:can|may) only be:? {LIST}",
            rf"{_ALLOWED} (?:values (?:of|for) )?{X}(?: values)? (?:is|are):? {LIST}",
            rf"{X} pode(?:m)? ser(?: apenas| somente)?:? {LIST}",
        ),
    ),
    (
        readers.default,
        (
            rf"{X} (?:defaults|{MUST} default) to {LIST}",
            rf"(?:the )?default {X} is {LIST}",
            rf"(?:the )?default (?:of|for) {X} is {LIST}",
            rf"{X} is {LIST} by default",
            rf"by default,? {X} is {LIST}",
        ),
    ),
)
