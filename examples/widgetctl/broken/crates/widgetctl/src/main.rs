use std::process::ExitCode;

fn main() -> ExitCode {
    let mut refused = false;
    for word in std::env::args().skip(1) {
        match widget_core::parse(&word) {
            Some(order) => println!("{} x {}", order.count, order.name),
            None => {
                eprintln!("{word}: not an order, write name=count");
                refused = true;
            }
        }
    }
    if refused {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
