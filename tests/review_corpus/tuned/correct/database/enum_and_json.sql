/* prices in cents;
   DROP TABLE articles would be a pity */
CREATE TABLE IF NOT EXISTS `articles` (
  `sku` CHAR(8) PRIMARY KEY NOT NULL,
  `state` TEXT NOT NULL DEFAULT 'draft' CHECK (`state` IN ('draft', 'live', 'gone')),
  `cents` BIGINT NOT NULL CHECK (`cents` BETWEEN 0 AND 99999999),
  `extra` JSON NOT NULL DEFAULT '{}'
);
