r"""The words that say: this is more than rows with attributes. English and Portuguese.

Every pattern is a frame (a verb with its object, a preposition with a product), never a bare noun:
`notification`, `report`, `schedule`, `login` and `workflow` are entities and attributes like any
other. Patterns meet case-folded NFKC text. A frame that needs its subject takes the whole clause.

>>> concerns_of("create report with title, login, schedule and calculated_total")
[]
>>> concerns_of("students are notified when a prerequisite opens")
['events']
"""

# ruff: noqa: E501 - a frame is read on one line

import re
from dataclasses import dataclass
from enum import StrEnum


class Concern(StrEnum):
    """What kind of custom logic it is."""

    VAGUE = "vague"
    TECHNOLOGY = "technology"
    EVENTS = "events"
    COMPUTATION = "computation"
    WORKFLOW = "workflow"
    SCHEDULING = "scheduling"
    INTEGRATION = "integration"
    ACCESS = "access"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Frames of one kind; the part they are about begins at the match or with its clause."""

    concern: Concern
    reason: str
    pattern: re.Pattern[str]
    whole_clause: bool = False


_THE = r"(?:the|an?|all|each|every|its|their|his|her|our|any|this|that|these|those|how|o|os|as?|um|uma|cada|todos?|todas?|seus?|suas?)"
_UNITS = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_UNIDADES = r"(?:segundos?|minutos?|horas?|dias?|semanas?|m[eê]s(?:es)?|anos?)"
_STACK = (
    r"react(?: ?js| native)?|angular(?: ?js)?|vue(?:\.?js)?|svelte|next\.?js|nuxt|node(?:\.?js)?|"
    r"django|laravel|ruby on rails|spring boot|asp\.net|javascript|typescript|kotlin|flutter|"
    r"mongodb|mysql|mariadb|postgres(?:ql)?|dynamodb|firebase|supabase|redis|kafka|rabbitmq|"
    r"graphql|grpc|kubernetes|docker|aws|azure|tailwind|jquery|wordpress|blockchain|"
    r"machine learning"
)
_STACK_OR_WORD = (
    r"flask|express|rails|spring|java|golang|go|rust|swift|php|oracle|bootstrap|ai|c\+\+|c#"
)
_SERVICES = (
    r"stripe|paypal|twilio|sendgrid|mailchimp|slack|whatsapp|telegram|google maps|google calendar|"
    r"outlook|salesforce|hubspot|zapier|amazon s3|pix|mercado pago|sap|dropbox|github"
)
_ACTS = (
    r"be|not|only|also|never|always|have|see|view|edit|change|create|delete|approve|reject|cancel|"
    r"borrow|book|buy|order|pay|log|sign|send|receive|get|choose|select|add|remove|assign|enroll?|"
    r"register|submit|upload|download|search|track|manage|access|rate|comment|follow|share|invite|"
    r"join|leave|vote|transfer|withdraw|deposit"
)
_LIMITS = (
    r"(?:unique|required|mandatory|optional|empty|blank|null|between|at (?:least|most)|positive|"
    r"negative|non-?negative|greater|less|more than|fewer|longer|shorter|one of|after|before|"
    r"(?:the )?same|[uú]nic[oa]s?|obrigat[oó]ri[oa]s?|vazi[oa]s?|entre|positiv[oa]s?|maior|menor)"
)

# "gpa must be between 0 and 4" limits values: no behaviour, although it has a modal verb
LIMITS = re.compile(
    rf"\b(?:must|should|shall|has to|have to|needs? to|can|may|cannot|can't|deve|devem|n[aã]o pode|pode)"
    rf"\s+(?:not\s+|never\s+|only\s+)?(?:be|have|ser|estar|ter)\s+(?:an?\s+|uma?\s+)?{_LIMITS}\b"
)
CLAUSE_ENDS = re.compile(
    r"[,;.!?]\s+|[;.!?]$|,?\s+(?:and|but|where|which|that|so that|e|mas|onde|que|para que)\s+"
)


def _trigger(concern: Concern, reason: str, *patterns: str, whole_clause: bool = False) -> Trigger:
    joined = "|".join(patterns)
    return Trigger(concern, reason, re.compile(rf"(?<![\w-])(?:{joined})(?!\w)"), whole_clause)


TRIGGERS = (
    _trigger(
        Concern.VAGUE,
        "it does not say what is to change",
        rf"(?:make|do|improve|enhance|optimi[sz]e|fix|refactor|speed up|clean up)\s+(?:it|this|that|everything|things?|{_THE}\s+(?:app|system|code|ui|design|page|performance))",
        r"(?:something|anything)\s+(?:like|similar|cool|nice|useful)",
        r"(?:app|system|site|clone)\s+(?:like|similar to)\s+\w+",
        r"(?:melhore|melhorar|otimize|otimizar|conserte|consertar|arrume|arrumar)\s+(?:isso|isto|tudo|ele|ela|[oa]\s+(?:sistema|app|c[oó]digo|tela))",
        r"(?:deixe|torne|fa[cç]a)(?:-[oa])?\s+(?:\w+\s+)?melhor",
        r"algo\s+(?:como|parecido|legal)",
        whole_clause=True,
    ),
    _trigger(
        Concern.TECHNOLOGY,
        "this technology is not what the templates generate (FastAPI, SQLAlchemy, SQLite, Streamlit)",
        rf"(?:with|using|in|on|via|com|usando|utilizando|em)\s+(?:{_STACK})",
        rf"(?:using|in|written in|built (?:with|on|in)|usando|utilizando|escrito em|feito (?:com|em))\s+(?:{_STACK_OR_WORD})",
        rf"(?:{_STACK})\s+(?:apps?|applications?|frontend|front-end|backend|back-end|ui|website)",
        r"(?:mobile|android|ios|iphone|desktop|windows)\s+(?:apps?|applications?)",
        r"(?:app|aplicativo)\s+(?:m[oó]vel|mobile|android|ios|de celular)",
    ),
    _trigger(
        Concern.EVENTS,
        "somebody is told, or something happens, because something else did",
        r"(?:is|are|be|been|gets?|being)\s+(?:\w+\s+)?(?:notified|alerted|reminded|informed|warned|e-?mailed|messaged)",
        rf"(?:when|whenever|once|as soon as|every time|each time)\s+(?:{_THE}|it|they|something|someone|\w+\s+(?:is|are|has|have|gets?|becomes?|opens?|closes?|changes?|runs?|falls?|drops?|expires?))\s*",
        rf"triggers?\s+{_THE}",
        r"(?:[eé]|s[aã]o|ser|ser[aá]|ser[aã]o|sejam?|forem?)\s+(?:notificad|avisad|alertad|lembrad|informad)[oa]s?",
        r"(?:quando|sempre que|assim que|toda vez que)\s+\w+",
        whole_clause=True,
    ),
    _trigger(
        Concern.EVENTS,
        "a message goes out",
        rf"(?:notify|remind|warn|inform|alert|e-?mail)\s+(?:{_THE}|them|him|us|me|users?|customers?|students?|teachers?|parents?|people|everyone|everybody)",
        rf"sends?\s+(?:{_THE}|out|them|him|e-?mails?|sms|texts?|messages?|notifications?|reminders?|alerts?|newsletters?)",
        rf"(?:notificar|notifique|notificam?|avisar|avise|avisa|lembrar|alertar|informar)\s+(?:{_THE}|quem|usu[aá]rios?|clientes?|alunos?)",
        rf"(?:enviar|envie|enviam?|mandar|mande)\s+(?:{_THE}|e-?mails?|sms|mensage(?:m|ns)|lembretes?|notifica[cç][oõãa]\w*)",
    ),
    _trigger(
        Concern.COMPUTATION,
        "a value is computed from others",
        rf"(?:compute|calculate|derive|sum up|add up|aggregate|estimate|forecast|predict|recommend|rank|count|deduct|apply)s?\s+(?:{_THE}|\w+\s+(?:from|by|using|based on))",
        r"(?:is|are|be|being)\s+(?:\w+\s+)?(?:computed|calculated|derived|summed|estimated|predicted)",
        r"(?:computed|calculated|derived)\s+(?:from|by|as|using|automatically|based on)",
        rf"(?:sum|average|mean|product|difference|ratio|percentage)\s+of\s+{_THE}",
        r"(?:multiplied|divided)\s+by",
        r"based on\s+\w+",
        rf"(?:calcular|calcule|calculam?|computar|compute|somar|some|derivar|estimar|prever|recomendar)\s+{_THE}",
        r"calculad[oa]s?\s+(?:a partir|com base|por|automaticamente|como)",
        rf"(?:soma|m[eé]dia)\s+d[aeo]s?\s+{_THE}",
        r"com base (?:em|n[oa]s?)\s+\w+",
    ),
    _trigger(
        Concern.SCHEDULING,
        "it happens by itself, at a time",
        r"automatically|periodically|automaticamente|periodicamente|diariamente|semanalmente|mensalmente",
        r"(?:every|each)\s+(?:\d+\s+)?(?:second|minute|hour|day|night|morning|evening|week|weekend|month|quarter|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?",
        rf"after\s+(?:\d+|an?|one|two|three|seven|ten|thirty)\s+{_UNITS}",
        rf"{_UNITS}\s+(?:before|after)\s+{_THE}",
        r"at\s+(?:midnight|noon|\d{1,2}(?::\d\d)?\s*(?:am|pm)|\d{1,2}:\d\d)",
        r"(?:cron|background|nightly)\s+(?:jobs?|runs?|imports?|exports?|batch(?:es)?)",
        rf"(?:todo|toda|cada|todos os|todas as)\s+(?:{_UNIDADES}|noites?|manh[aã]s?|segundas?|sextas?)",
        rf"(?:ap[oó]s|depois de)\s+(?:\d+|uma?|dois|duas|tr[eê]s)\s+{_UNIDADES}",
    ),
    _trigger(
        Concern.INTEGRATION,
        "it talks to another system",
        r"integrat(?:e|es|ed|ing)\s+(?:it\s+|them\s+)?with",
        rf"integration\s+with\s+(?:{_SERVICES}|{_THE}\s)",
        r"connect(?:s|ed|ing)?\s+(?:it\s+|them\s+)?(?:to|with)",
        r"sync(?:s|ed|ing|hroni[sz]e[sd]?|hroni[sz]ing)?\s+(?:\w+\s+)?with",
        r"(?:import|fetch|pull|load)(?:s|ed|es|ing)?\s+(?:\w+\s+){0,2}from\s+(?:an?|the|csv|excel|external|another)",
        r"(?:external|third[- ]party|remote)\s+(?:apis?|services?|systems?)",
        rf"(?:via|through|using|to|from|into|por|pel[oa]|para o|no)\s+(?:{_SERVICES})",
        r"(?:pay|pays|paid)\s+(?:with|via|through|using|online|by credit card)",
        r"(?:payments?|checkout|check out)\s+(?:via|through|using|online)|online payments?",
        r"pagar\s+(?:com|por|pel[oa])|pagamentos?\s+(?:online|pel[oa]|via)",
        r"(?:call|use|invoke|consume)s?\s+(?:an?|the)\s+(?:\w+\s+)?(?:api|web ?service|webhook)",
        r"integra(?:r|do|da|[cç][aã]o|ndo)?\s+(?:com|ao?)",
        r"(?:api|servi[cç]o)\s+extern[oa]",
    ),
    _trigger(
        Concern.ACCESS,
        "it decides who may do what",
        r"(?:users?|customers?|students?|teachers?|admins?|people|they|members?)\s+(?:can\s+|must\s+|have to\s+)?(?:log|sign)s?\s+(?:in|up|out|on)",
        r"(?:with|and|add|needs?|requires?|supports?|com|e|adicionar)\s+(?:user\s+|a\s+|o\s+)?(?:authentication|authori[sz]ation|single sign-on|oauth2?|jwt|2fa|two-factor(?: authentication)?|role-based (?:access|permissions?)|rbac|access control|autentica[cç][aã]o|autoriza[cç][aã]o|controle de acesso)",
        r"(?:log ?in|sign ?in|sign ?up|login)\s+(?:with|via|using|through|page|screen)",
        r"only\s+(?:the\s+)?(?:\w+\s+){1,3}(?:can|may|should|are allowed|is allowed|has access|have access)",
        r"(?:is|are|be)\s+(?:not\s+|only\s+)?(?:allowed|authori[sz]ed|permitted|forbidden)",
        r"(?:reset|recover)s?\s+(?:the|their|his|her|a)\s+passwords?",
        rf"(?:encrypt|hash)(?:s|es|ed)?\s+(?:{_THE}|with|using)",
        r"(?:apenas|somente|s[oó])\s+(?:\w+\s+){1,3}(?:pode|podem|deve|devem)",
        whole_clause=True,
    ),
    _trigger(
        Concern.REPORTS,
        "it evaluates or hands out many rows in another form",
        r"export(?:s|ed|ing)?\s+(?:the|all|it|them|to|as|data|\w+\s+(?:to|as))",
        r"(?:as|to|in)\s+(?:an?\s+)?(?:pdf|csv|excel|xlsx)(?:\s+files?)?",
        r"(?:and|that|which|also|then|to|can)\s+(?:generates?|produces?|prints?|shows?|displays?)\s+(?:\w+\s+){0,3}(?:reports?|charts?|statistics|dashboards?|graphs?)",
        r"(?:reports?|statistics|charts?|dashboards?)\s+(?:of|about|on|per|showing|that shows?)\s+\w+",
        r"(?:bar|pie|line)\s+charts?",
        r"export(?:ar|e|am?)\s+(?:o|a|os|as|para|em|dados)",
        r"(?:em|para)\s+(?:pdf|csv|excel|planilha)",
        r"(?:gerar|gere|emitir|emita|imprimir)\s+(?:um\s+|os\s+)?(?:relat[oó]rios?|gr[aá]ficos?|estat[ií]sticas)\s+(?:de|do|da|dos|das|com|sobre|mensa\w+|por)",
    ),
    _trigger(
        Concern.WORKFLOW,
        "it says how things go on, beyond what values a field may have",
        r"(?:must|should|shall|cannot|can't|needs to|need to|has to|have to)\s+\w+",
        rf"(?:can|may|will|would|could|might)\s+(?:{_ACTS})",
        r"(?:moves?|goes|go|transitions?|advances?)\s+(?:from|to|through|between)",
        r"approval\s+(?:workflow|process|flow|chain)|state machine|multi-?step",
        rf"(?:if|unless|until)\s+(?:{_THE}|it|they|there|\w+\s+(?:is|are|has|have))",
        r"(?:deve|devem|pode|podem|precisam?)\s+\w+",
        r"fluxo de aprova[cç][aã]o|m[aá]quina de estados",
        r"(?:se|caso|at[eé] que)\s+(?:o|a|os|as|um|uma|houver|n[aã]o)\s+\w+",
        whole_clause=True,
    ),
)


def concerns_of(text: str) -> list[str]:
    """The concerns that case-folded text raises, in the order of the table, each once."""
    limited = blank(LIMITS, text)
    return list(dict.fromkeys(t.concern.value for t in TRIGGERS if t.pattern.search(limited)))


def blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what the pattern matches blanked, every other character in its place."""
    return pattern.sub(lambda found: "\x00" * len(found[0]), text)
