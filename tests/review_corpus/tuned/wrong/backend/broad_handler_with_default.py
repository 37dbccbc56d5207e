import logging

log = logging.getLogger(__name__)


def balance(api, account):
    value = 0
    try:
        value = api.balance(account)
    except BaseException:  # fault: backend_error_handling
        log.debug("balance failed", exc_info=True)
    return value
