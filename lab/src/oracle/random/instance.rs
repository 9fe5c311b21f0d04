//! Random instances: values that may well fit a schema, changed in a few places.

use serde_json::{Map, Value, json};

use crate::oracle::Dice;

/// A value that fits `schema` or lies a few steps beside it; `pool` is what steps lead to.
pub fn instance(schema: &Value, pool: &[Value], dice: &mut Dice<'_>) -> Value {
    let mut value = sample(schema, schema, dice, 0);
    for _ in 0..dice.roll(4) {
        mutate(&mut value, pool, dice);
    }
    value
}

/// Values that bounds, types and enums of `schema` disagree about.
pub fn pool(schema: &Value) -> Vec<Value> {
    let texts = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "1.0",
        "-1",
        "1.5",
        "2",
        "3",
        "1e2",
        "1e30",
        "0.07",
        "9007199254740993",
        "9223372036854775808",
        "\"\"",
        "\"a\"",
        "\"ab\"",
        "\"\u{1f600}\"",
        "\"e\u{301}\"",
        "\"2024-01-01\"",
        "\"https://example.com/a\"",
        "[]",
        "[null]",
        "[1,1.0]",
        "[\"a\",\"b\"]",
        "[{}]",
        "{}",
        "{\"a\":1}",
        "{\"a\":\"x\",\"b\":null}",
    ];
    let mut pool: Vec<Value> = texts
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok())
        .collect();
    pool.push(json!("x".repeat(300)));
    constants(schema, &mut pool);
    pool.truncate(400);
    pool
}

/// The constants of a schema and their neighbours.
fn constants(schema: &Value, pool: &mut Vec<Value>) {
    match schema {
        Value::Object(members) => {
            for (keyword, value) in members {
                match (keyword.as_str(), value) {
                    ("enum", Value::Array(values)) => pool.extend(values.iter().take(20).cloned()),
                    ("const" | "default", value) => pool.push(value.clone()),
                    (_, Value::Number(number)) => pool.extend(neighbours(number)),
                    _ => {}
                }
                constants(value, pool);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| constants(item, pool)),
        _ => {}
    }
}

fn neighbours(number: &serde_json::Number) -> Vec<Value> {
    let Some(whole) = number.as_i64() else {
        let near = number.as_f64().unwrap_or(0.0);
        return vec![json!(near), json!(near * 2.0), json!(near / 2.0)];
    };
    let mut near = vec![
        json!(whole),
        json!(whole.saturating_add(1)),
        json!(whole.saturating_sub(1)),
    ];
    if let Some(length) = usize::try_from(whole).ok().filter(|length| *length < 5000) {
        near.push(json!("y".repeat(length)));
        near.push(json!("y".repeat(length + 1)));
    }
    near
}

/// A value that has a good chance to fit `schema`.
fn sample(schema: &Value, root: &Value, dice: &mut Dice<'_>, depth: usize) -> Value {
    if depth > 8 {
        return json!(null);
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| root.pointer(pointer));
        return target.map_or(json!({}), |target| sample(target, root, dice, depth + 1));
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"]
        .as_array()
        .filter(|values| !values.is_empty())
    {
        return dice.pick(values).clone();
    }
    for union in ["anyOf", "oneOf"] {
        if let Some(branches) = schema[union]
            .as_array()
            .filter(|branches| !branches.is_empty())
        {
            return sample(dice.pick(branches), root, dice, depth + 1);
        }
    }
    let named = match &schema["type"] {
        Value::Array(names) if !names.is_empty() => dice.pick(names).as_str().unwrap_or("null"),
        Value::String(name) => name,
        _ if schema.get("properties").is_some() => "object",
        _ => return json!("free"),
    };
    match named {
        "object" => sample_object(schema, root, dice, depth),
        "array" => {
            let count = schema["minItems"].as_u64().unwrap_or(0).min(20) + dice.roll(3) as u64;
            (0..count)
                .map(|_| sample(&schema["items"], root, dice, depth + 1))
                .collect()
        }
        "string" => {
            let length = schema["minLength"]
                .as_u64()
                .unwrap_or(dice.roll(4) as u64)
                .min(5000);
            json!("s".repeat(usize::try_from(length).expect("cut above")))
        }
        "integer" | "number" => schema
            .get("minimum")
            .cloned()
            .unwrap_or(json!(dice.roll(20))),
        "boolean" => json!(dice.roll(2) == 0),
        _ => json!(null),
    }
}

fn sample_object(schema: &Value, root: &Value, dice: &mut Dice<'_>, depth: usize) -> Value {
    let mut members = Map::new();
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if required.contains(&name.as_str()) || dice.roll(3) == 0 {
            members.insert(name.clone(), sample(property, root, dice, depth + 1));
        }
    }
    for name in required {
        members.entry(name).or_insert(json!("required"));
    }
    if schema["additionalProperties"].is_object() && dice.roll(2) == 0 {
        let value = sample(&schema["additionalProperties"], root, dice, depth + 1);
        members.insert("extra".to_owned(), value);
    }
    Value::Object(members)
}

/// Changes `value` in one place.
fn mutate(value: &mut Value, pool: &[Value], dice: &mut Dice<'_>) {
    match value {
        Value::Object(members) if !members.is_empty() && dice.roll(6) != 0 => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = dice.pick(&names).clone();
            match dice.roll(8) {
                0 => drop(members.remove(&name)),
                1 => drop(members.insert("unknown".to_owned(), dice.pick(pool).clone())),
                2 => {
                    let moved = members.remove(&name).expect("it was just there");
                    members.insert(format!("{name}s"), moved);
                }
                _ => mutate(
                    members.get_mut(&name).expect("it was just there"),
                    pool,
                    dice,
                ),
            }
        }
        Value::Array(items) if !items.is_empty() && dice.roll(6) != 0 => {
            let place = dice.roll(items.len());
            match dice.roll(5) {
                0 => drop(items.remove(place)),
                1 => items.push(items[place].clone()),
                2 => items.push(dice.pick(pool).clone()),
                _ => mutate(&mut items[place], pool, dice),
            }
        }
        _ => *value = dice.pick(pool).clone(),
    }
}
