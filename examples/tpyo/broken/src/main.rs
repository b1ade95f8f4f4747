/// How many letters have to change places or be replaced to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

fn main() {
    let known = ["build", "clean", "commit", "push", "status"];
    for word in std::env::args().skip(1) {
        if let Some(best) = known.iter().min_by_key(|k| distance(&word, k)) {
            println!("{best}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn two_letters_swapped_are_two_away() {
        assert_eq!(distance("psuh", "push"), 2);
        assert_eq!(distance("push", "push"), 0);
    }
}
