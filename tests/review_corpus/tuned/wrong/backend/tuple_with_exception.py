from app.models import Draft


def publish(session, key):
    draft = session.get_one(Draft, key)
    try:
        draft.publish()
        session.commit()
    except (ValueError, Exception):  # fault: backend_error_handling
        ...
    return draft
