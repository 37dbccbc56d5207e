-- Earlier releases did DROP TABLE booking; and DELETE FROM booking; here. Never again.
CREATE TABLE IF NOT EXISTS booking (
    id       INTEGER NOT NULL,
    guest    TEXT    NOT NULL,
    nights   INTEGER NOT NULL CHECK (nights > 0),
    cents    INTEGER NOT NULL DEFAULT 0,
    currency TEXT,
    PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS booking_guest ON booking (guest);
CREATE INDEX IF NOT EXISTS booking_unpaid ON booking (guest, nights) WHERE cents = 0;

-- rows of the first release carry no currency
UPDATE booking
   SET currency = 'EUR'
 WHERE currency IS NULL;

CREATE VIEW IF NOT EXISTS booking_totals AS
    SELECT guest,
           SUM(nights)                       AS nights,
           SUM(cents)                        AS cents,
           REPLACE(guest, 'DROP TABLE', '-') AS label
      FROM booking
     GROUP BY guest;
