resource "aws_ecs_task_definition" "web" {
  container_definitions = file("x.json")
}
