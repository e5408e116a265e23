-- Which rows of customer_search hold three letters in a row: the words of a search are looked up here, and then looked
-- for in the row itself. Kept by triggers. It holds no row, only groups of three letters and in which rows they are;
-- secure-delete takes them out of the file with what they came from.
CREATE VIRTUAL TABLE customer_trigram USING fts5(words, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
INSERT INTO customer_trigram(customer_trigram, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER customer_search_insert AFTER INSERT ON customer_search
BEGIN
  INSERT INTO customer_trigram(rowid, words) VALUES (NEW.row_number, NEW.words);
END;

CREATE TRIGGER customer_search_update AFTER UPDATE OF words ON customer_search WHEN OLD.words <> NEW.words
BEGIN
  INSERT INTO customer_trigram(customer_trigram, rowid, words) VALUES ('delete', OLD.row_number, OLD.words);
  INSERT INTO customer_trigram(rowid, words) VALUES (NEW.row_number, NEW.words);
END;

CREATE TRIGGER customer_search_delete AFTER DELETE ON customer_search
BEGIN
  INSERT INTO customer_trigram(customer_trigram, rowid, words) VALUES ('delete', OLD.row_number, OLD.words);
END;
