import pytest

from app.stock import OutOfStock, Stock


@pytest.fixture
def stock():
    found = Stock.open(":memory:")
    yield found
    found.close()


def test_an_article_is_added_changed_and_removed(stock):
    key = stock.add("pen", amount=3)
    assert stock.get(key).amount == 3
    stock.update(key, amount=5)
    assert stock.get(key).amount == 5
    stock.remove(key)
    assert key not in stock


def test_nothing_is_taken_from_an_empty_shelf(stock):
    key = stock.add("pen", amount=0)
    try:
        stock.take(key)
    except OutOfStock:
        return
    pytest.fail("a pen was taken")
