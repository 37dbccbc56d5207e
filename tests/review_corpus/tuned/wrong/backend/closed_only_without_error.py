from app.database import SessionLocal
from app.models import Job


def run_jobs() -> int:
    session = SessionLocal()  # fault: backend_context_manager
    done = 0
    try:
        for job in session.query(Job).filter_by(done=False):
            job.run()
            done += 1
        session.commit()
    except ValueError:
        session.rollback()
    else:
        session.close()
    return done
