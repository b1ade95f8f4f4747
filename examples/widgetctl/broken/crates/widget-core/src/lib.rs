//! Reads and checks widget descriptions.

/// A widget's name and how many of it are wanted.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    pub name: String,
    pub count: u32,
}

/// Reads `name=count`; a count that is missing or not a number is refused.
pub fn parse(text: &str) -> Option<Order> {
    let (name, count) = text.split_once('=')?;
    Some(Order {
        name: name.to_owned(),
        count: count.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_has_a_name_and_a_count() {
        assert_eq!(
            parse("bolt=3"),
            Some(Order {
                name: "bolt".into(),
                count: 3
            })
        );
        assert_eq!(parse("bolt"), None);
    }
}
