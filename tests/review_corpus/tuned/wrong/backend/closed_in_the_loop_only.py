from app.database import SessionLocal
from app.models import Feed


def refresh(urls, fetch):
    db = SessionLocal()  # fault: backend_context_manager
    for url in urls:
        feed = db.query(Feed).filter_by(url=url).one()
        feed.body = fetch(url)
        db.commit()
        if feed.is_last:
            db.close()
            break
