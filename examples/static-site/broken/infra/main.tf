terraform {
  required_version = ">= 1.8"
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
