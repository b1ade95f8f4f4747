terraform {
  required_version = ">= 1.8"
  backend "s3" {}
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "environment" {
  type = string
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_s3_bucket" "site" {
  bucket = "acme-site-${var.environment}"
}

output "bucket" {
  value = aws_s3_bucket.site.bucket
}
