bucket = "acme-tofu-state-444455556666"
key    = "site/prod.tfstate"
region = "us-east-1"
