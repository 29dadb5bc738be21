package io.election4j.samples.billing;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What customers ask any instance for. */
@RestController
class BooksController {

  private final Books books;

  BooksController(Books books) {
    this.books = books;
  }

  @PostMapping("/charges")
  @ResponseStatus(HttpStatus.CREATED)
  void charge(@RequestParam String customer, @RequestParam long cents) {
    books.charge(customer, cents);
  }

  @GetMapping("/books")
  Map<String, Object> books() {
    return books.totals();
  }
}
