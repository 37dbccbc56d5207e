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


def returned_before_it_raises():
    try:
        work()
    # ruleid: backend_error_handling
    except Exception:
        logger.exception("work")
        return None
        raise


def raised_on_both_ways(attempts):
    try:
        work()
    # ok: backend_error_handling
    except Exception as error:
        if attempts:
            raise RetryLater() from error
        else:
            raise


def suppressed():
    # ruleid: backend_error_handling
    with contextlib.suppress(Exception):
        db.commit()
    # ok: backend_error_handling
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def lost_in_the_database():
    try:
        db.commit()
    # ruleid: backend_error_handling
    except sqlalchemy.exc.IntegrityError:
        pass
    try:
        db.commit()
    # ok: backend_error_handling
    except sqlalchemy.exc.IntegrityError as error:
        raise Conflict() from error
