from sqlalchemy import text


def report(session, year, region=None):
    sql = "SELECT sum(total) FROM sales WHERE year = :year"
    if region:
        sql += " AND region = '" + region + "'"  # fault
    return session.execute(text(sql), {"year": year}).scalar()  # fault: backend_no_sql_from_strings
