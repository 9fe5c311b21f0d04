//! The reader: one pass, an explicit stack instead of recursion.
//!
//! In goes one JSON text (RFC 8259), out comes a [`Json`] tree or the first fault with its
//! place. `serde_json` is not used for the structure because it keeps the last of two equal keys,
//! rounds numbers and stops at 128 levels; it still unescapes the strings.

use std::collections::BTreeMap;

use super::{Json, Key, pointer_token};

/// Why a text was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The text is not JSON.
    #[error("not JSON at byte {offset}: expected {expected}")]
    Syntax {
        /// Where in the text, in bytes from its start.
        offset: usize,
        /// What would have been right.
        expected: &'static str,
    },
    /// An object has two members of one name, so readers would disagree on its meaning.
    #[error("the object at `{pointer}` has two members named {key:?}")]
    DuplicateKey {
        /// RFC 6901 pointer to the object.
        pointer: String,
        /// The name that occurs twice.
        key: String,
    },
    /// The text is nested beyond the limit it is read with.
    #[error("nested deeper than {limit} levels at byte {offset}")]
    TooDeep {
        /// The limit.
        limit: usize,
        /// Where in the text, in bytes from its start.
        offset: usize,
    },
}

/// A container whose end has not been seen yet.
enum Open {
    Array(Vec<Json>),
    /// The members so far and the name of the one being read.
    Object(BTreeMap<Key, Json>, Key),
}

/// What follows a finished value.
enum After {
    /// Another value, in the same container.
    Value,
    /// The container is finished too.
    Closed(Json),
    /// The document is finished.
    End(Json),
}

struct Reader<'a> {
    text: &'a str,
    position: usize,
    max_depth: usize,
    open: Vec<Open>,
}

pub(super) fn parse(text: &str, max_depth: usize) -> Result<Json, JsonError> {
    Reader {
        text,
        position: 0,
        max_depth,
        open: Vec::new(),
    }
    .document()
}

impl Reader<'_> {
    fn document(mut self) -> Result<Json, JsonError> {
        loop {
            let Some(mut value) = self.value()? else {
                continue;
            };
            loop {
                match self.after(value)? {
                    After::Value => break,
                    After::Closed(container) => value = container,
                    After::End(document) => return Ok(document),
                }
            }
        }
    }

    /// Reads a value, or opens a container and gives nothing.
    fn value(&mut self) -> Result<Option<Json>, JsonError> {
        match self.peek() {
            Some(b'{') => self.open_object(),
            Some(b'[') => self.open_array(),
            Some(b'"') => self.string().map(|text| Some(Json::String(text))),
            Some(b'-' | b'0'..=b'9') => self.number().map(Some),
            Some(b't') => self.literal("true", Json::Bool(true)).map(Some),
            Some(b'f') => self.literal("false", Json::Bool(false)).map(Some),
            Some(b'n') => self.literal("null", Json::Null).map(Some),
            _ => Err(self.expected("a value")),
        }
    }

    fn open_object(&mut self) -> Result<Option<Json>, JsonError> {
        self.descend()?;
        if self.eat(b'}') {
            return Ok(Some(Json::Object(BTreeMap::new())));
        }
        self.open
            .push(Open::Object(BTreeMap::new(), Key(String::new())));
        self.member_name()?;
        Ok(None)
    }

    fn open_array(&mut self) -> Result<Option<Json>, JsonError> {
        self.descend()?;
        if self.eat(b']') {
            return Ok(Some(Json::Array(Vec::new())));
        }
        self.open.push(Open::Array(Vec::new()));
        Ok(None)
    }

    fn descend(&mut self) -> Result<(), JsonError> {
        if self.open.len() >= self.max_depth {
            return Err(JsonError::TooDeep {
                limit: self.max_depth,
                offset: self.position,
            });
        }
        self.position += 1;
        Ok(())
    }

    /// Reads `"name":` into the innermost object.
    fn member_name(&mut self) -> Result<(), JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a member name in quotes"));
        }
        let name = Key(self.string()?);
        if !self.eat(b':') {
            return Err(self.expected("`:`"));
        }
        match self.open.last_mut() {
            Some(Open::Object(members, current)) if !members.contains_key(&name) => {
                *current = name;
                Ok(())
            }
            _ => Err(JsonError::DuplicateKey {
                pointer: self.pointer(),
                key: name.0,
            }),
        }
    }

    /// Puts a finished value where it belongs and looks at what follows.
    fn after(&mut self, value: Json) -> Result<After, JsonError> {
        let next = self.peek();
        match (self.open.last_mut(), next) {
            (None, None) => return Ok(After::End(value)),
            (None, Some(_)) => return Err(self.expected("the end of the text")),
            (Some(Open::Array(items)), _) => items.push(value),
            (Some(Open::Object(members, name)), _) => {
                members.insert(std::mem::replace(name, Key(String::new())), value);
            }
        }
        let in_object = matches!(self.open.last(), Some(Open::Object(..)));
        match (in_object, next) {
            (true, Some(b',')) => {
                self.position += 1;
                self.member_name().map(|()| After::Value)
            }
            (false, Some(b',')) => {
                self.position += 1;
                Ok(After::Value)
            }
            (true, Some(b'}')) | (false, Some(b']')) => {
                self.position += 1;
                match self.open.pop() {
                    Some(Open::Array(items)) => Ok(After::Closed(Json::Array(items))),
                    Some(Open::Object(members, _)) => Ok(After::Closed(Json::Object(members))),
                    None => unreachable!("a container was open a moment ago"),
                }
            }
            (true, _) => Err(self.expected("`,` or `}`")),
            (false, _) => Err(self.expected("`,` or `]`")),
        }
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.position;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        let mut is_plain = true;
        loop {
            match bytes.get(end) {
                None => return Err(self.expected("the end of a string")),
                Some(b'"') => break,
                Some(b'\\') => {
                    is_plain = false;
                    end += 2;
                }
                Some(byte) => {
                    is_plain &= *byte >= 0x20;
                    end += 1;
                }
            }
        }
        self.position = end + 1;
        if is_plain {
            return Ok(self.text[start + 1..end].to_owned());
        }
        let token = &self.text[start..=end];
        serde_json::from_str(token).map_err(|_| JsonError::Syntax {
            offset: start,
            expected: "a string of valid escapes, without raw control characters",
        })
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let start = self.position;
        self.eat_raw(b'-');
        if !self.eat_raw(b'0') && self.digits() == 0 {
            return Err(self.expected("a digit"));
        }
        if self.eat_raw(b'.') && self.digits() == 0 {
            return Err(self.expected("a digit after the decimal point"));
        }
        if self.eat_raw(b'e') || self.eat_raw(b'E') {
            if !self.eat_raw(b'+') {
                self.eat_raw(b'-');
            }
            if self.digits() == 0 {
                return Err(self.expected("a digit in the exponent"));
            }
        }
        Ok(Json::Number(self.text[start..self.position].to_owned()))
    }

    fn digits(&mut self) -> usize {
        let rest = &self.text.as_bytes()[self.position..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.position += count;
        count
    }

    fn literal(&mut self, word: &'static str, value: Json) -> Result<Json, JsonError> {
        if !self.text[self.position..].starts_with(word) {
            return Err(self.expected("a value"));
        }
        self.position += word.len();
        Ok(value)
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.position..];
        let blank = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.position += blank.count();
        self.text.as_bytes().get(self.position).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.peek();
        self.eat_raw(byte)
    }

    fn eat_raw(&mut self, byte: u8) -> bool {
        let is_next = self.text.as_bytes().get(self.position) == Some(&byte);
        self.position += usize::from(is_next);
        is_next
    }

    fn expected(&self, expected: &'static str) -> JsonError {
        JsonError::Syntax {
            offset: self.position,
            expected,
        }
    }

    /// The pointer to the innermost open container.
    fn pointer(&self) -> String {
        let outer = self.open.iter().take(self.open.len().saturating_sub(1));
        let tokens = outer.map(|open| match open {
            Open::Array(items) => format!("/{}", items.len()),
            Open::Object(_, name) => format!("/{}", pointer_token(&name.0)),
        });
        tokens.collect()
    }
}
