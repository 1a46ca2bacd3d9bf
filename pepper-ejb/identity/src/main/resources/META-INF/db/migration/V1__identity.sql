-- Times are milliseconds since 1970, UTC: the same on every database and in every time zone.

CREATE TABLE pepper_user (
  name          VARCHAR(100) NOT NULL PRIMARY KEY,
  password_hash VARCHAR(300) NOT NULL,
  role          VARCHAR(20)  NOT NULL,
  created_ms    BIGINT       NOT NULL
) ${table-options};

CREATE TABLE pepper_token (
  id         VARCHAR(40)  NOT NULL PRIMARY KEY,
  hash       VARCHAR(64)  NOT NULL UNIQUE,
  purpose    VARCHAR(200) NOT NULL,
  role       VARCHAR(20)  NOT NULL,
  created_ms BIGINT       NOT NULL,
  created_by VARCHAR(100) NOT NULL
) ${table-options};

-- The ids begin with the time, so that their order is the order of what happened.
CREATE TABLE pepper_audit (
  id          VARCHAR(40)  NOT NULL PRIMARY KEY,
  happened_ms BIGINT       NOT NULL,
  who         VARCHAR(100) NOT NULL,
  address     VARCHAR(100) NOT NULL,
  what        VARCHAR(100) NOT NULL,
  subject     VARCHAR(300) NOT NULL,
  value_before VARCHAR(4000),
  value_after  VARCHAR(4000)
) ${table-options};
