"""Portuguese has the same grammar, words of its own, and pitfalls of its own."""

import pytest

from application.ports.recogniser import RuleAnswer, Unparsed
from domain.grammar.nouns import singular_word
from domain.known_entities import NOTHING_KNOWN
from infrastructure.adapters.lexicon_files import load_lexicons
from tests.recognition_world import RULES

_, PORTUGUESE = load_lexicons()
NOUNS = """aluno alunos; curso cursos; professor professores; flor flores; cor cores; bar bares
par pares; setor setores; software softwares; store stores; árvore árvores; torre torres
mulher mulheres; líder líderes; caractere caracteres; lugar lugares; celular celulares
hectare hectares; hospital hospitais; animal animais; papel papéis; hotel hotéis
nível níveis; imóvel imóveis; automóvel automóveis; móvel móveis; farol faróis
lençol lençóis; herói heróis; sol sóis; boi bois; azul azuis; fuzil fuzis; canil canis
perfil perfis; barril barris; funil funis; fóssil fósseis; réptil répteis; míssil mísseis
imagem imagens; ordem ordens; item itens; jovem jovens; nuvem nuvens; token tokens
plugin plugins; design designs; íon íons; próton prótons; avaliação avaliações
sessão sessões; cartão cartões; capitão capitães; pão pães; cão cães; mão mãos; irmão irmãos
cidadão cidadãos; órgão órgãos; bênção bênçãos; país países; mês meses; gás gases
francês franceses; japonês japoneses; português portugueses; juiz juízes; raiz raízes
luz luzes; vez vezes; bronze bronzes; museu museus; pneu pneus; troféu troféus
chapéu chapéus; degrau degraus; menu menus; táxi táxis; júri júris; javali javalis
álibi álibis; cliente clientes; hóspede hóspedes; filme filmes; fase fases; base bases
classe classes; crise crises; análise análises; cônsul cônsules; jóquei jóqueis
pônei pôneis; vírus vírus; lápis lápis; ônibus ônibus; óculos óculos; férias férias
tênis tênis; atlas atlas; pires pires; avaliacao avaliacoes; transacao transacoes
sessao sessoes; cartao cartoes; farol farois; orgao orgaos"""
WORDS = NOUNS.replace(";", " ").split()
NUMBERS = list(zip(WORDS[::2], WORDS[1::2], strict=True))


def singular(word: str) -> str:
    return singular_word(word, PORTUGUESE.singular)


@pytest.mark.parametrize(("one", "many"), NUMBERS)
def test_a_plural_loses_its_ending_and_a_singular_stays(one: str, many: str) -> None:
    assert (singular(many), singular(one)) == (one, one)


def test_no_two_nouns_become_one() -> None:
    assert len({singular(many) for _, many in NUMBERS}) == len({one for one, _ in NUMBERS})


@pytest.mark.parametrize(
    "text",
    [
        # "de" joins nouns as often as it means "from"
        "excluir ordem de serviço",
        "excluir conta do usuário",
        "criar aplicação de vacina com dose e data",
        "criar modelo de veículo com nome",
        "criar tabela de preço com valor",
        # closed words without their accents
        "criar aluno com nome e nao idade",
        "criar um sistema nao para gerenciar alunos com nome",
        "criar aluno com so nome",
        # rows
        "adicionar João ao curso",
        "listar alunos inativos",
        "excluir inativos",
        "excluir aqueles",
        # a point for thousands, a type of two words
        "criar conta com saldo (decimal, máximo 10.000)",
        "criar nota com emissão:data e hora",
        "criar aluno com nome e idade obrigatórios",
    ],
)
def test_what_is_not_sure_has_no_meaning_key(text: str) -> None:
    assert isinstance(RULES.recognise(text, NOTHING_KNOWN), Unparsed)


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("desenvolve um sistema para gerenciar os alunos com nome", "criar aluno com nome"),
        ("você pode criar um app de alunos com nome?", "criar aluno com nome"),
        ("por gentileza, gere aluno com nome", "criar aluno com nome"),
        ("criar aluno com nome texto", "criar aluno com nome:texto"),
        ("criar aluno com nome (texto, não nulo)", "criar aluno com nome (texto, obrigatório)"),
        ("criar aluno com nome (texto, máximo de 9)", "criar aluno com nome (texto, até 9)"),
        ("adicionar telefone no aluno", "adicionar telefone ao aluno"),
        ("inserir um novo campo telefone no aluno", "adicionar campo telefone ao aluno"),
        ("retirar o campo idade do aluno", "remover campo idade do aluno"),
    ],
)
def test_what_means_the_same_has_the_same_key(said: str, plainly: str) -> None:
    outcomes = [RULES.recognise(text, NOTHING_KNOWN) for text in (said, plainly)]

    assert [isinstance(one, RuleAnswer) for one in outcomes] == [True, True]
    assert len({one.key for one in outcomes if isinstance(one, RuleAnswer)}) == 1
