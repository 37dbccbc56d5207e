"""What needs a model is named with its reason; ordinary names never are."""

import json
import re
from pathlib import Path

import pytest

from domain.attributes import Attribute, AttributeType
from domain.custom_logic import CustomLogic, detect_custom_logic
from domain.recognition import Intent, Recognition

DATA = Path(__file__).parents[1] / "data"
REQUESTS: list[tuple[str, str]] = []  # (the comment above it, the line)
for _line in (DATA / "requests.txt").read_text("utf-8").splitlines():
    if _line.startswith("#"):
        _comment = _line
    else:
        REQUESTS.append((_comment, _line))
CUSTOM = [line for comment, line in REQUESTS if comment.startswith("# custom logic")]
CLOSED = [line for comment, line in REQUESTS if not comment.startswith("# custom logic")]
TABLES = [
    (f"{schema}.{entity['entity']}", entity["entity"], [a["name"] for a in entity["attributes"]])
    for schema in ("chinook", "northwind", "sakila")
    for entity in json.loads((DATA / f"{schema}.json").read_text("utf-8"))["entities"]
]
ORDINARY = [
    "create notification with title, message, sent_at:datetime and read:boolean",
    "create payment with amount:decimal, currency, method and paid_at:datetime",
    "create a payment method entity with name and payment details",
    "create schedule with day, start:time, end:time and room",
    "Create a report entity with title, author, month and status",
    "generate a reports table with title, format and created_at",
    "create user with email address, user role, login, password and last login",
    "add calculated_total:decimal to invoice",
    "create workflow with name, state, next state and approval",
    "create event with name, trigger, alert, reminder and export",
    "create permission with user, role, scope and allowed:boolean",
    "create season with spring, summer, autumn and winter",
    "create stock with count, average, sum, total, rank and ratio",
    "create message with sender, text, send date and email",
    "add notification to student",
    "add permission to user",
    "add express to delivery",
    "create delivery with express, standard and when",
    "create dashboard with title, url and chart",
    "create integration with name, api_key, webhook and sync",
    "create employee with reports to, hire date and daily rate",
    "create a will with testator, date and witness",
    "create can with size and may",
    "create subscription with plan, monthly price, renewal date and automatic renewal:boolean",
    "create task with name, react_version and node",
    "Create a system to manage tests with score, export date and next review",
    "criar notificação com título, mensagem e data de envio",
    "criar relatório com título, autor e mês",
    "criar pagamento com valor, data e método",
    "adicionar média ao aluno",
    "gerar um sistema para gerenciar agendas com dia, hora e sala",
    "Create students where gpa must be between 0.0 and 4.0 and email must be unique",
]
NEEDS_A_MODEL = [
    ("create invoice with lines, and calculate the total from its lines", "computed"),
    ("create order with items; the total is computed automatically", "computed"),
    ("Create a loan with the sum of all payments", "computed"),
    ("create course and send an email to the teacher", "message goes out"),
    ("notify parents whenever a grade falls", "told"),
    ("create ticket that moves from open to closed after approval", "how things go on"),
    ("create leave requests that must be approved by the manager", "how things go on"),
    ("students can enroll in at most 5 courses", "how things go on"),
    ("archive orders after 30 days", "at a time"),
    ("create invoice and remind customers every month", "at a time"),
    ("run the import at midnight", "at a time"),
    ("create shop with products and checkout via Stripe", "another system"),
    ("sync customers with Salesforce", "another system"),
    ("create booking with online payment through PayPal", "another system"),
    ("create blog where only the author can edit", "who may do what"),
    ("create student app with authentication", "who may do what"),
    ("users log in with their email", "who may do what"),
    ("create todo app with Django", "technology"),
    ("Create a student app using Go", "technology"),
    ("build a mobile app for students", "technology"),
    ("create student in MongoDB", "technology"),
    ("create sales and export them as CSV", "another form"),
    ("create sales system that shows a monthly report", "another form"),
    ("create a report of sales per month", "another form"),
    ("improve the app", "does not say"),
    ("something like Facebook", "does not say"),
    ("Criar curso onde os alunos são notificados quando abre uma turma", "told"),
    ("criar empréstimo com valor e taxa, e calcular a parcela mensal", "computed"),
    ("criar pedido e enviar um e-mail ao cliente", "message goes out"),
    ("criar loja com pagamento via Pix", "another system"),
    ("criar app de tarefas com React", "technology"),
    ("apenas o professor pode editar notas", "who may do what"),
    ("gerar relatório mensal das vendas em PDF", "another form"),
    ("arquivar pedidos após 30 dias", "at a time"),
    ("melhore o sistema", "does not say"),
]


def detect(text: str) -> CustomLogic:
    return detect_custom_logic(text, None, ())


@pytest.mark.parametrize("text", CUSTOM)
def test_the_custom_lines_of_the_request_file_are_custom_with_a_reason(text: str) -> None:
    found = detect(text)

    assert found.custom
    assert all(part.words and part.reason for part in found.custom)
    assert all(part.words in text for part in found.custom + found.standard)


@pytest.mark.parametrize("text", CLOSED)
def test_no_other_line_of_the_request_file_is_custom(text: str) -> None:
    found = detect(text)

    assert found.custom == ()
    assert [part.words for part in found.standard] == [text.strip(" .")]


@pytest.mark.parametrize(("name", "entity", "columns"), TABLES, ids=[t[0] for t in TABLES])
@pytest.mark.parametrize("spelling", ["as it is", "in words"])
def test_names_of_real_tables_are_never_custom(
    name: str, entity: str, columns: list[str], spelling: str
) -> None:
    def spelled(text: str) -> str:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text).lower()
        return text if spelling == "as it is" else words

    listed = ", ".join(spelled(column) for column in columns)

    for form in (
        f"create {spelled(entity)} with {listed}",
        f"Create a system to manage {spelled(entity)} with {listed}",
        f"add {spelled(columns[-1])} to {spelled(entity)}",
        f"criar {spelled(entity)} com {listed}",
    ):
        assert detect(form).custom == (), (name, form)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_names_and_constraints_are_no_custom_logic(text: str) -> None:
    assert detect(text).custom == ()


@pytest.mark.parametrize(("text", "reason"), NEEDS_A_MODEL)
def test_custom_logic_is_found_with_its_reason(text: str, reason: str) -> None:
    found = detect(text)

    assert any(reason in part.reason for part in found.custom), found


def test_the_standard_part_is_told_from_the_custom_one() -> None:
    found = detect(
        "Create a loan entity with amount and rate, and compute the monthly instalment from both"
    )

    assert [part.words for part in found.standard] == ["Create a loan entity with amount and rate"]
    assert [part.words for part in found.custom] == ["compute the monthly instalment from both"]


def test_a_clause_with_two_reasons_is_one_part() -> None:
    found = detect("create course where students are notified when a prerequisite opens every day")

    [part] = found.custom
    assert part.words == "students are notified when a prerequisite opens every day"
    assert part.reason.count(";") == 1
    assert [each.words for each in found.standard] == ["create course"]


def test_case_width_and_accents_do_not_hide_a_trigger() -> None:
    assert detect("CRIAR LOJA COM PAGAMENTO VIA PIX").custom
    assert detect("create todo app \uff57\uff49\uff54\uff48 React").custom  # full-width letters
    assert detect("Straße with name, and calculate the toll from its length").custom
    assert detect("alunos sa\u0303o notificados").custom


def test_names_that_were_recognised_are_data() -> None:
    text = "create Send An Email with notify users and compute the total"
    recognition = Recognition(
        entity="SendAnEmail",
        intent=Intent.CREATE,
        confidence=1.0,
        attributes=(Attribute(name="notify_users"), Attribute(name="computeTheTotal")),
    )

    assert len(detect(text).custom) == 2
    found = detect_custom_logic(text, recognition, ())
    assert found.custom == ()
    assert found.standard[0].reason == "create of SendAnEmail by its attributes"


GPA = Attribute(name="gpa", type=AttributeType.FLOAT, minimum="0.0", maximum="4.0")
EMAIL = Attribute(name="emailAddress", type=AttributeType.EMAIL, unique=True, required=True)
STATUS = Attribute(name="status", type=AttributeType.ENUM, values=("draft", "sent", "paid"))
PRICE = Attribute(name="price", type=AttributeType.DECIMAL, minimum="0", exclusive_minimum=True)
CODE = Attribute(name="code", min_length=2, max_length=20)
STOCK = Attribute(name="stock", type=AttributeType.INTEGER, minimum="0")
ALL = (GPA, EMAIL, STATUS, PRICE, CODE, STOCK)


@pytest.mark.parametrize(
    ("rule", "attribute"),
    [
        ("GPA must be between 0.0 and 4.0", "gpa"),
        ("GPA must be at most 4", "gpa"),
        ("Email address is unique", "emailAddress"),
        ("The email address cannot be empty", "emailAddress"),
        ("Email address must be required.", "emailAddress"),
        ("status is one of draft, sent or paid", "status"),
        ("Price must be positive", "price"),
        ("code must have at most 20 characters", "code"),
        ("code must have at least 2 characters", "code"),
        ("stock cannot be negative", "stock"),
    ],
)
def test_a_rule_that_can_be_a_constraint_is_standard(rule: str, attribute: str) -> None:
    found = detect_custom_logic("", None, (rule,), attributes=ALL)

    assert found.custom == ()
    assert [part.words for part in found.standard] == [rule]
    assert attribute in found.standard[0].reason


@pytest.mark.parametrize(
    "rule",
    [
        "Email address must not be unique",
        "status is one of cancelled, sent",
        "price must be 10 percent more than stock",
        "end date must be after start date",
        "status must be one of draft, sent when the price is positive",
        "the moon is made of cheese",
        "Students are notified when a prerequisite opens",
        "",
    ],
)
def test_a_rule_that_can_be_no_constraint_is_custom_and_never_dropped(rule: str) -> None:
    found = detect_custom_logic("", None, (rule,), attributes=ALL)

    assert found.standard == ()
    assert [part.words for part in found.custom] == [rule]
    assert found.custom[0].reason


def test_a_rule_in_the_text_is_judged_as_a_rule() -> None:
    rule = "GPA must be between 0.0 and 4.0"
    recognition = Recognition(
        entity="Student",
        intent=Intent.CREATE,
        confidence=1.0,
        attributes=(Attribute(name="gpa", type=AttributeType.FLOAT),),
        business_rules=(rule,),
    )

    found = detect_custom_logic(f"create student with gpa:float. {rule}", recognition, (rule,))

    assert found.custom == ()
    assert [part.words for part in found.standard] == ["create student with gpa:float", rule]


def test_rules_are_looked_up_in_what_was_recognised() -> None:
    recognition = Recognition(
        entity="Student", intent=Intent.CREATE, confidence=1.0, attributes=(GPA,)
    )

    found = detect_custom_logic("", recognition, ("GPA must be between 0.0 and 4.0",))

    assert found.custom == ()


def test_nothing_said_is_nothing_found() -> None:
    assert detect_custom_logic("", None, ()) == CustomLogic()


@pytest.mark.parametrize("text", ["a " * 5000, "send " * 2000, "create x with " + "a, " * 3000])
@pytest.mark.timeout(5)
def test_long_requests_take_no_long_time(text: str) -> None:
    detect(text)
