-- What an OpenID provider calls a person, which does not change as names do.

ALTER TABLE pepper_user ADD COLUMN subject VARCHAR(255);
