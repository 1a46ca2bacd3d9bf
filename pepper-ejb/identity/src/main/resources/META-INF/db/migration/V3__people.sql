-- Tags are names with commas between them; none stands for every tag.

ALTER TABLE pepper_user ADD COLUMN tags VARCHAR(6000);
ALTER TABLE pepper_user ADD COLUMN disabled BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE pepper_user ADD COLUMN origin VARCHAR(20) DEFAULT 'LOCAL' NOT NULL;

-- "purpose" holds the token's name, and "role" stays for nodes of the version before.
ALTER TABLE pepper_token ADD COLUMN scope VARCHAR(20) DEFAULT 'READ' NOT NULL;
ALTER TABLE pepper_token ADD COLUMN tags VARCHAR(6000);
ALTER TABLE pepper_token ADD COLUMN expires_ms BIGINT;
ALTER TABLE pepper_token ADD COLUMN last_used_ms BIGINT;
UPDATE pepper_token SET scope = 'OPERATE' WHERE role = 'OPERATOR';
UPDATE pepper_token SET scope = 'ADMIN' WHERE role = 'ADMIN';

-- The logins of people. "hash" is that of the secret in the browser's cookie.
CREATE TABLE pepper_session (
  id         VARCHAR(40)  NOT NULL PRIMARY KEY,
  hash       VARCHAR(64)  NOT NULL UNIQUE,
  user_name  VARCHAR(100) NOT NULL,
  node       VARCHAR(100) NOT NULL,
  address    VARCHAR(100) NOT NULL,
  agent      VARCHAR(200) NOT NULL,
  created_ms BIGINT       NOT NULL,
  seen_ms    BIGINT       NOT NULL
) ${table-options};

CREATE INDEX pepper_session_of_user ON pepper_session (user_name);
CREATE INDEX pepper_session_seen ON pepper_session (seen_ms);
