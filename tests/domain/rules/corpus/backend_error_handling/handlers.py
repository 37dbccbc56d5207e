"""except Exception: pass, in a docstring, is no handler."""
import logging

logger = logging.getLogger(__name__)


def logged_and_raised(operation):
    try:
        operation()
    # ok: backend_error_handling
    except Exception as error:
        logger.error("failed: %s", error)
        raise


def translated(operation):
    try:
        operation()
    # ok: backend_error_handling
    except Exception as error:
        raise RuntimeError("operation") from error


def narrow(numbers):
    try:
        return numbers["one"]
    # ok: backend_error_handling
    except KeyError:
        return None


def swallowed(operation):
    try:
        operation()
    # ruleid: backend_error_handling
    except Exception:
        pass


def bare(operation):
    try:
        operation()
    # ruleid: backend_error_handling
    except:
        return None


def among_others(operation):
    try:
        operation()
    # ruleid: backend_error_handling
    except (ValueError, Exception):
        return False


def rolled_back(db):
    try:
        db.commit()
    # ruleid: backend_error_handling
    except BaseException:
        db.rollback()


def only_logged(operation):
    try:
        operation()
    # ruleid: backend_error_handling
    except Exception:
        logger.exception("failed")
