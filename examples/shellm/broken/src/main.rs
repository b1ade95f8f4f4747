use std::process::ExitCode;

/// Commands that are never proposed, whatever the model says.
const REFUSED: [&str; 3] = ["rm -rf /", "mkfs", ":(){"];

fn refused(command: &str) -> bool {
    REFUSED.iter().any(|bad| command.contains(bad))
}

fn main() -> ExitCode {
    let wish: Vec<String> = std::env::args().skip(1).collect();
    if wish.is_empty() {
        eprintln!("say what the command should do");
        return ExitCode::FAILURE;
    }
    let command = format!("echo {}", wish.join(" "));
    if refused(&command) {
        return ExitCode::FAILURE;
    }
    println!("{command}");
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn what_wipes_a_disk_is_refused() {
        assert!(refused("sudo mkfs /dev/sda"));
        assert!(!refused("ls"));
    }
}
