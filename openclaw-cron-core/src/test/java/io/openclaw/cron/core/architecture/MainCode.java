package io.openclaw.cron.core.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The classes of a module without its tests, wherever the build keeps them. */
public final class MainCode {
    private MainCode() {}

    /** All that lies where a class of the module lies. */
    public static JavaClasses of(Class<?> oneOfThem) {
        try {
            var path = Path.of(oneOfThem
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(path)) {
                return new ClassFileImporter().importPath(path);
            }
            try (var jar = new JarFile(path.toFile())) {
                return new ClassFileImporter().importJar(jar);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
